package console

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What is not in the page's language says so, and what is in it is left alone.
func TestForeignWordsAreMarked(t *testing.T) {
	for _, x := range []struct {
		in         Lang
		page, want string
	}{
		{English, `<p>Waiting for 魏某 until May</p>`, `<p>Waiting for <span lang="zh-CN">魏某</span> until May</p>`},
		{English, `<h1>（2026）浙0211民初1号</h1>`, `<h1><span lang="zh-CN">（2026）浙0211民初1号</span></h1>`},
		{English, `<a href="/x?q=民">a</a>`, `<a href="/x?q=民">a</a>`},
		{English, `<p lang="zh-CN">已<b>登</b>记</p><p>已</p>`, `<p lang="zh-CN">已<b>登</b>记</p><p><span lang="zh-CN">已</span></p>`},
		{English, `<p lang="zh-CN">一<p>二</p>三</p>四`, `<p lang="zh-CN">一<p>二</p>三</p><span lang="zh-CN">四</span>`},
		{English, `<option value="a" selected>民一庭</option>`, `<option value="a" selected lang="zh-CN">民一庭</option>`},
		{English, `<textarea>民一庭</textarea><i>x</i>`, `<textarea>民一庭</textarea><i>x</i>`},
		{English, `<input lang="zh-CN" value="x"/>民`, `<input lang="zh-CN" value="x"/><span lang="zh-CN">民</span>`},
		{English, `<b>（none）</b>`, `<b>（none）</b>`},
		{Chinese, `<li>理由：some words, up to 4000 bytes</li>`, `<li>理由：<span lang="en">some words, up to 4000 bytes</span></li>`},
		{Chinese, `<li>one of a, b &amp; cd</li>`, `<li><span lang="en">one of a, b &amp; cd</span></li>`},
		{Chinese, `<a>CSV</a> J001 SHA-256 nb-case-1`, `<a>CSV</a> J001 SHA-256 nb-case-1`},
		{Chinese, `<a lang="en">Change to English now</a>好`, `<a lang="en">Change to English now</a>好`},
		{Chinese, `<html lang="zh-CN"><p>the page is over</p>`, `<html lang="zh-CN"><p><span lang="en">the page is over</span></p>`},
		{Chinese, `cut <off`, `cut <off`},
	} {
		require.Equal(t, x.want, string(marked([]byte(x.page), x.in)))
	}
}
