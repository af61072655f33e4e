package console

func (c *Console) hasFigures() bool { return false }
