package court

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"luxing/activities/register"
	"luxing/workflows/bilingual"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Official is somebody who works at a court, as the roster has them.
type Official = register.Official

// RosterKeeper is what a Register that keeps the roster answers as well.
type RosterKeeper interface {
	Names(ctx context.Context, ids []string) (map[string]string, error)
	Roster(ctx context.Context, f register.RosterFilter) ([]Official, error)
	ImportRoster(ctx context.Context, in register.RosterImport) (register.RosterChange, error)
}

func (o overRegister) Names(ctx context.Context, ids []string) (map[string]string, error) {
	return o.r.Names(ctx, ids)
}

func (o overRegister) Roster(ctx context.Context, f register.RosterFilter) ([]Official, error) {
	return o.r.Roster(ctx, f)
}

func (o overRegister) ImportRoster(ctx context.Context, in register.RosterImport) (register.RosterChange, error) {
	return o.r.ImportRoster(ctx, in)
}

// Names are the names of those of the IDs whom the roster knows, asked for at
// once. They are for people to read beside the IDs, so a roster that does not
// answer leaves the IDs alone and fails nothing.
func (c *Court) Names(ctx context.Context, ids ...string) map[string]string {
	keeper, ok := c.Register.(RosterKeeper)
	if !ok || len(ids) == 0 {
		return nil
	}
	names, err := keeper.Names(ctx, ids)
	if err != nil || len(names) == 0 {
		return nil
	}
	return names
}

// judgesOf are the IDs that rows show.
func judgesOf(rows []Listed) []string {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].Judge
	}
	return ids
}

// PeopleOf are the IDs that a view shows.
func PeopleOf(v *casefile.View) []string {
	ids := []string{v.Row.Judge}
	if v.Filing != nil {
		ids = append(ids, v.Filing.Judge, v.Filing.Clerk)
	}
	for i := range v.Timeline {
		ids = append(ids, v.Timeline[i].Actor)
	}
	return ids
}

// Roster lists who works at the courts.
func (c *Court) Roster(ctx context.Context, f register.RosterFilter) ([]Official, error) {
	keeper, err := c.roster()
	if err != nil {
		return nil, err
	}
	all, err := keeper.Roster(ctx, f)
	if err != nil {
		return nil, registerError("read the roster", err)
	}
	return all, nil
}

// rosterKeepers are those who may change the roster.
var rosterKeepers = []lifecycle.Role{lifecycle.TrialManagement, lifecycle.President}

// ImportRoster puts officials on the roster, for somebody who is known by what
// they say, as at the command line, and puts that on the trail.
func (c *Court) ImportRoster(ctx context.Context, role lifecycle.Role, who string, in register.RosterImport) (register.RosterChange, error) {
	if !slices.Contains(rosterKeepers, role) || who == "" {
		return register.RosterChange{}, badInput("身份 role", "--as", "名册由审判管理办公室或者院长维护 the roster is kept by the office or the president", "审判管理办公室（trial_management:ID）或者院长（president:ID） trial_management:ID or president:ID")
	}
	keeper, err := c.roster()
	if err != nil {
		return register.RosterChange{}, err
	}
	if trail, ok := c.Register.(Noter); ok {
		err := trail.NoteAccess(ctx, Access{At: c.now(), Who: who, Role: string(role), What: "import_roster", Detail: fmt.Sprintf("%d", len(in.Officials))})
		if err != nil {
			return register.RosterChange{}, registerError("write on the trail of accesses", err)
		}
	}
	change, err := keeper.ImportRoster(ctx, in)
	if err != nil {
		return register.RosterChange{}, registerError("import the roster", err)
	}
	return change, nil
}

func (c *Court) roster() (RosterKeeper, error) {
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	keeper, ok := c.Register.(RosterKeeper)
	if !ok {
		return nil, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not keep the roster")}
	}
	return keeper, nil
}

// rosterColumns are the columns of a roster, and the fields of an object.
var rosterColumns = []string{"id", "name", "roles", "court", "division", "active"}

// rosterLine is one official as written, with where.
type rosterLine struct {
	line   int
	fields map[string]string
}

// Bounds of a roster's fields.
const (
	maxOfficials = 20_000
	maxName      = 50
	maxDivision  = 50
)

// officialID is what decisions and sign-in bear.
var officialID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$`)

// ReadRoster reads a roster: CSV with a header, or a JSON array of objects, by
// what it begins with. The error is an *InputError with every fault, each with
// its line and field. p knows the courts beyond those built in.
func ReadRoster(data []byte, p policy.Policy) ([]Official, error) {
	e := &InputError{What: "名册有误 the roster is wrong"}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	read := rosterCSV
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '[' {
		read = rosterJSON
	}
	lines := read(data, &e.Faults)
	if len(lines) == 0 && len(e.Faults) == 0 {
		e.Faults.Add("FILE", "没有人员 nobody is in it", "每人一行 a line for each person")
	}
	if len(lines) > maxOfficials {
		e.Faults.Add("FILE", "人员过多 too many", "不超过%[1]d人 at most %[1]d", maxOfficials)
		return nil, e
	}
	var all []Official
	first := map[string]int{}
	for _, l := range lines {
		o := l.official(&e.Faults, p)
		if was, twice := first[o.ID]; twice && o.ID != "" {
			e.Faults.Add(l.at("id"), "编号重复 the ID is there twice", "每人只列一次：“%[1]s”已在第%[2]d行 each once; “%[1]s” stands on line %[2]d", o.ID, was)
		}
		first[o.ID] = l.line
		all = append(all, o)
	}
	if len(e.Faults) > 0 {
		return nil, e
	}
	return all, nil
}

func (l rosterLine) at(field string) string { return fmt.Sprintf("line %d: %s", l.line, field) }

// official checks one line whole.
func (l rosterLine) official(fs *casefile.Faults, p policy.Policy) Official {
	o := Official{ID: l.fields["id"], Name: l.fields["name"], Court: l.fields["court"], Division: l.fields["division"], Active: true}
	if !officialID.MatchString(o.ID) {
		fs.Add(l.at("id"), "人员编号 the person's ID", "字母、数字或者“. _ : @ -”（如J001），不超过64个字符 letters, digits, . _ : @ - as J001, at most 64")
	}
	if n := utf8.RuneCountInString(o.Name); n < 1 || n > maxName || strings.ContainsAny(o.Name, "\n\r\t") {
		fs.Add(l.at("name"), "姓名 the name", "1至%[1]d个字 1 to %[1]d characters", maxName)
	}
	for _, word := range strings.FieldsFunc(l.fields["roles"], func(r rune) bool { return strings.ContainsRune(" ;、|,", r) }) {
		r := lifecycle.Role(word)
		switch {
		case !lifecycle.KnownRole(r):
			fs.Add(l.at("roles"), "没有这种身份 no such role: "+brief(word), "%s", roleNames())
		case slices.Contains(o.Roles, r):
			fs.Add(l.at("roles"), "身份重复 the role is there twice: "+word, "只列一次 each once")
		default:
			o.Roles = append(o.Roles, r)
		}
	}
	if strings.TrimSpace(l.fields["roles"]) == "" {
		fs.Add(l.at("roles"), "身份 one or more roles", "%s", bilingual.Join("%s，以空格分隔", "%s, parted by blanks", roleNames()))
	}
	if _, known := casefile.CourtOf(p, o.Court); !known && o.Court != lifecycle.EveryCourt {
		fs.Add(l.at("court"), "没有这个法院 no such court: "+brief(o.Court), "%s", bilingual.Join("%s；*为所有法院", "%s; * for every court", casefile.CourtHint(p, o.Court)))
	}
	if utf8.RuneCountInString(o.Division) > maxDivision {
		fs.Add(l.at("division"), "庭室 the division", "不超过%[1]d个字 at most %[1]d characters", maxDivision)
	}
	switch l.fields["active"] {
	case "", "true", "yes", "1", "是":
	case "false", "no", "0", "否":
		o.Active = false
	default:
		fs.Add(l.at("active"), "是否在职 whether active", "是（yes）或者否（no） yes or no")
	}
	return o
}

func brief(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

func rosterCSV(data []byte, fs *casefile.Faults) []rosterLine {
	if !utf8.Valid(data) {
		fs.Add("FILE", "编码 the encoding", "UTF-8编码的文件 a file in UTF-8")
		return nil
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	head, err := r.Read()
	if err != nil {
		fs.Add("line 1", "表头 a header", "%s", columns())
		return nil
	}
	for i, name := range head {
		head[i] = strings.ToLower(strings.TrimSpace(name))
		switch {
		case !slices.Contains(rosterColumns, head[i]):
			fs.Add("line 1: "+brief(name), "没有这一列 no such column", "%s", bilingual.OneOf(rosterColumns))
		case slices.Contains(head[:i], head[i]):
			fs.Add("line 1: "+head[i], "列重复 the column is there twice", "只列一次 each once")
		}
	}
	for _, name := range rosterColumns[:4] {
		if !slices.Contains(head, name) {
			fs.Add("line 1: "+name, "缺少这一列 the column is missing", "%s", columns())
		}
	}
	if len(*fs) > 0 {
		return nil // nothing below a wrong header means anything
	}
	var all []rosterLine
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				line = bad.Line
			}
			fs.Add(fmt.Sprintf("line %d", line), "格式错误 malformed CSV", "符合CSV格式的一行 a line of CSV that can be read: %s", err)
			return all
		}
		if len(rec) != len(head) {
			fs.Add(fmt.Sprintf("line %d", line), "列数 as many fields as the header", "应有%[1]d列，现有%[2]d列 %[1]d fields, not %[2]d", len(head), len(rec))
			continue
		}
		l := rosterLine{line: line, fields: map[string]string{}}
		for i, name := range head {
			l.fields[name] = strings.TrimSpace(rec[i])
		}
		all = append(all, l)
	}
}

func rosterJSON(data []byte, fs *casefile.Faults) []rosterLine {
	lineAt := func(offset int64) int { return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n")) }
	dec := json.NewDecoder(bytes.NewReader(data))
	fail := func(err error) {
		fs.Add(fmt.Sprintf("line %d", lineAt(dec.InputOffset())), "格式错误 malformed JSON", "由对象组成的数组 an array of objects: %s", err)
	}
	if _, err := dec.Token(); err != nil {
		fail(err)
		return nil
	}
	var all []rosterLine
	for dec.More() {
		// The element begins after the comma and blanks before it.
		from := dec.InputOffset()
		for from < int64(len(data)) && bytes.IndexByte([]byte(", \t\r\n"), data[from]) >= 0 {
			from++
		}
		l := rosterLine{line: lineAt(from), fields: map[string]string{}}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			fail(err)
			return all
		}
		var object map[string]json.RawMessage
		if json.Unmarshal(raw, &object) != nil {
			fs.Add(fmt.Sprintf("line %d", l.line), "对象 an object", "每人一个对象 an object for each person")
			continue
		}
		names := make([]string, 0, len(object))
		for name := range object {
			names = append(names, name)
		}
		slices.Sort(names)
		whole := true
		for _, name := range names {
			if !slices.Contains(rosterColumns, name) {
				fs.Add(l.at(brief(name)), "没有这个字段 no such field", "%s", bilingual.OneOf(rosterColumns))
				continue
			}
			text, ok := rosterValue(name, object[name])
			if !ok {
				fs.Add(l.at(name), "类型 the kind of value", "%s", rosterKinds(name))
				whole = false
			}
			l.fields[name] = text
		}
		if whole {
			all = append(all, l)
		}
	}
	if _, err := dec.Token(); err != nil {
		fail(err)
		return all
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		fail(errors.New("something follows the array"))
	}
	return all
}

// columns asks for the header.
func columns() string {
	return "各列的名称（" + strings.Join(rosterColumns, "、") + "） the columns " + strings.Join(rosterColumns, ",")
}

// rosterKinds asks for the kind of value that a field has.
func rosterKinds(name string) string {
	switch name {
	case "roles":
		return "身份的数组或者文字 an array of roles, or text"
	case "active":
		return "是（true）或者否（false），或者文字 true or false, or text"
	}
	return "文字 a text"
}

// rosterValue is a field of an object as the column has it.
func rosterValue(name string, raw json.RawMessage) (string, bool) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return strings.TrimSpace(text), true
	}
	switch name {
	case "active":
		var b bool
		err := json.Unmarshal(raw, &b)
		return strconv.FormatBool(b), err == nil
	case "roles":
		var roles []string
		err := json.Unmarshal(raw, &roles)
		return strings.Join(roles, " "), err == nil
	}
	return "", false
}
