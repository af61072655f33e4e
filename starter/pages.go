package main

import (
	"net/http"

	"luxing/starter/gateway"
)

// pages makes what is mounted on the gateway; nil is none but the API's documents.
func pages(gateway.Parts) http.Handler { return nil }
