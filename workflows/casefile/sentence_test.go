package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAWaitIsSaidInOneSentence(t *testing.T) {
	for _, x := range []struct {
		name string
		wait Wait
		want string
	}{
		{"a party", Wait{For: "answer", ForName: "提出答辩状", On: "D1", Last: "2026-03-02", Article: "民事诉讼法（2023）第128条 / CPL 2023 art. 128"},
			"等待当事人D1提出答辩状，最迟2026-03-02（民事诉讼法（2023）第128条） waits for D1 to answer the complaint by 2026-03-02 (answer, CPL 2023 art. 128)"},
		{"a role", Wait{For: "summary-trial", ForName: "简易程序审限", On: "judge", Last: "2026-04-01", Article: "民事诉讼法（2023）第164条"},
			"等待承办法官审结本案，最迟2026-04-01（简易程序审限，民事诉讼法（2023）第164条） waits for judge to conclude the trial by 2026-04-01 (summary-trial, 民事诉讼法（2023）第164条)"},
		{"another court", Wait{For: "bankruptcy-transfer-answer", ForName: "受移送法院裁定是否受理", On: "receiving_court", Last: "2026-04-01"},
			"等待受移送法院裁定是否受理破产，最迟2026-04-01（受移送法院裁定是否受理） waits for receiving_court to rule on the referral by 2026-04-01 (bankruptcy-transfer-answer)"},
		{"no rule of the table", Wait{For: "own-thing", ForName: "自有事项", On: "system", Last: "2026-04-01"},
			"等待系统办理“自有事项”，最迟2026-04-01（自有事项） waits for system to see to own-thing by 2026-04-01 (own-thing)"},
		{"nothing", Wait{}, "没有等待的事项 nothing is awaited"},
	} {
		t.Run(x.name, func(t *testing.T) { require.Equal(t, x.want, x.wait.Sentence()) })
	}
}
