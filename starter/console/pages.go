package console

import (
	"net/http"

	"luxing/starter/gateway"
)

// Pages makes the console of a gateway, to be mounted on it.
func Pages(p gateway.Parts) http.Handler {
	return New(Options{Cases: p.Guard, Boards: p.Guard, Honours: p.Guard, Reader: p.Court, Register: p.Register, Intakes: p.Register, Names: p.Register, Courts: p.Court.Policy.Courts, Now: p.Court.Now, Training: p.Training, Log: p.Log})
}
