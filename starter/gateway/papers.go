package gateway

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/court"
)

// paperPolicy is what a document may do when it is shown by itself: nothing but
// its own style.
const paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"

func (s *Server) documentOperations() {
	huma.Register(s.api, operation(http.MethodGet, "/cases/{key}/documents", "list-documents", "documents", "文书清单 List documents", "The documents that the case produced, oldest first.", http.StatusNotFound),
		func(ctx context.Context, in *CaseKey) (*struct {
			Body struct {
				Documents []court.Paper `json:"documents"`
			}
		}, error) {
			all, err := s.Guard.Documents(ctx, in.Case)
			if err != nil {
				return nil, s.problemOf(err)
			}
			out := &struct {
				Body struct {
					Documents []court.Paper `json:"documents"`
				}
			}{}
			out.Body.Documents = orEmpty(all)
			return out, nil
		})

	read := operation(http.MethodGet, "/documents", "read-document", "documents", "取文书 Read a document", "A document as HTML to read and print, with a policy that lets it load and run nothing.", http.StatusNotFound)
	read.Responses = map[string]*huma.Response{"200": {Description: "the document", Content: map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: "string"}}}}}
	huma.Register(s.api, read, func(ctx context.Context, in *struct {
		ID string `query:"id" required:"true" doc:"文书编号 KEY/kind/recipient/n, as the list has it" maxLength:"512"`
	}) (*struct {
		ContentType string `header:"Content-Type"`
		Policy      string `header:"Content-Security-Policy"`
		Cache       string `header:"Cache-Control"`
		ETag        string `header:"ETag"`
		Body        []byte
	}, error) {
		doc, err := s.Guard.Document(ctx, in.ID)
		if err != nil {
			return nil, s.problemOf(err)
		}
		return &struct {
			ContentType string `header:"Content-Type"`
			Policy      string `header:"Content-Security-Policy"`
			Cache       string `header:"Cache-Control"`
			ETag        string `header:"ETag"`
			Body        []byte
		}{doc.Type, paperPolicy, "private, no-store", `"` + doc.SHA256 + `"`, doc.Content}, nil
	})

	huma.Register(s.api, operation(http.MethodPost, "/cases/{key}/certificates", "apply-certificate", "documents", "申请自动履行证明 Apply for a certificate",
		"Applies for a certificate of voluntary performance for one debtor. There is one application a debtor: sent again it is answered already_filed. Its key is that of a workflow that can be viewed and decided on like a case.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			OnceKey
			Body struct {
				Party string `json:"party" doc:"债务人 the debtor's ID in the case" example:"D1" minLength:"1" maxLength:"64"`
			}
		}) (*struct{ Body court.Application }, error) {
			a, err := s.Guard.ApplyCertificate(ctx, in.Case, in.Body.Party)
			if err != nil {
				return nil, s.problemOf(err)
			}
			return &struct{ Body court.Application }{a}, nil
		})

	huma.Register(s.api, operation(http.MethodPost, "/cases/{key}/enforcements", "apply-enforcement", "cases", "为已结案件申请执行 Apply for the enforcement of a closed case",
		"Applies for the enforcement of what a closed case left unperformed to one creditor: after the two years, after five years of searches, or the interest of a debtor who paid late. In an open case it is a decision. One enforcement a creditor is open at a time: sent again it is answered already_filed. Its key is that of a workflow that can be viewed and decided on like a case.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			OnceKey
			Body struct {
				Party string `json:"party" doc:"申请执行人 the creditor's ID in the case" example:"P1" minLength:"1" maxLength:"64"`
			}
		}) (*struct{ Body court.Application }, error) {
			a, err := s.Guard.ApplyEnforcement(ctx, in.Case, in.Body.Party, 0)
			if err != nil {
				return nil, s.problemOf(err)
			}
			return &struct{ Body court.Application }{a}, nil
		})

	huma.Register(s.api, anybody(operation(http.MethodGet, "/certificates", "verify-certificate", "documents", "核验证明 Verify a certificate",
		"Public. By its number one learns whether a certificate stands; by the code printed on it also whose it is (a person's name masked) and the document's digest.", http.StatusNotFound)),
		func(ctx context.Context, in *struct {
			Certificate string `query:"certificate" required:"true" doc:"证明编号或核验码 its number or its code" maxLength:"128"`
		}) (*struct {
			Cache string `header:"Cache-Control"`
			Body  court.Verification
		}, error) {
			v, err := s.Guard.Court.VerifyCertificate(ctx, in.Certificate)
			if err != nil {
				return nil, s.problemOf(err)
			}
			return &struct {
				Cache string `header:"Cache-Control"`
				Body  court.Verification
			}{"no-store", v}, nil
		})
}
