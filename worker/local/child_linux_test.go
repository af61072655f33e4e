package main

import (
	"os/exec"
	"syscall"
)

// dieWithParent lets no child outlive a test that was itself killed.
func dieWithParent(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
