package workflows
import ("testing";"fmt")
func TestRandomZZ(t *testing.T){ n:=0; for h:=range lawfulHops(){ if !walked.seen[h]{ fmt.Println("UNSEEN",h)} else {n++} }; fmt.Println("SEEN",n) }
