package register_test

func killedHelper() bool { return false }
