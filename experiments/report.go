package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/experiments/exit"
	"gan2014/experiments/terminal"
	"gan2014/internal/typeset"
	"gan2014/report"
	"gan2014/results"

	"golang.org/x/term"
)

// reportCommand writes the report of one database, or of several taken together.
type reportCommand struct {
	dbs        list
	out, serve string
	figures    bool
	table      list // settings that choose the part of Table 1 for its files
	choice     report.Choice
}

func (c *reportCommand) flags(f *flag.FlagSet) {
	f.Var(&c.dbs, "db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.serve, "serve", "", "")
	f.Var(switchFlag{&c.figures}, "figures", "")
	f.Var(&c.table, "table", "")
}

func (c *reportCommand) check(args []string) error {
	if len(c.dbs) == 0 {
		c.dbs = list{"results.db"}
	}
	if c.serve != "" && (c.figures || len(c.table) > 0) {
		return errors.New("-figures and -table write files, and -serve writes none: leave one out")
	}
	var err error
	if c.choice, err = report.ParseChoice(c.table); err != nil {
		return fmt.Errorf("-table: %w", err)
	}
	if c.serve != "" {
		host, port, err := net.SplitHostPort(c.serve)
		if err != nil {
			return fmt.Errorf("-serve must be an address like 127.0.0.1:8014, not %q", c.serve)
		}
		if host == "" {
			host = "127.0.0.1" // only this machine can read the report by default
		}
		c.serve = net.JoinHostPort(host, port)
	}
	return noArguments(args)
}

func (c *reportCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenTogether(ctx, c.dbs)
	if err != nil {
		return exit.Usage(err)
	}
	if c.serve != "" {
		db.Close() // opened only to check that it exists
		return c.live(ctx, call)
	}
	defer db.Close()
	if err := makeWritable(c.out); err != nil {
		return exit.Usage(err)
	}
	data, err := report.Read(ctx, db)
	if err != nil {
		return err
	}
	return c.write(ctx, data, call)
}

// write writes the report and, if the user wants them, the figures and a part of Table 1. The part is chosen before anything is written.
func (c *reportCommand) write(ctx context.Context, data report.Data, call call) error {
	part, err := data.Table.Choose(c.choice)
	if err != nil {
		return exit.Usage(fmt.Errorf("-table: %w", err))
	}
	whole, err := present(ctx, data, c.out, call, c.folders()...)
	if err != nil {
		return err
	}
	if !c.choice.Empty() {
		if err := report.WriteChosen(part, c.out); err != nil {
			return err
		}
	}
	if c.figures {
		whole = c.writeFigures(ctx, data, call) && whole
	}
	if !whole {
		return exit.Status(exit.Failed)
	}
	return nil
}

// writeFigures writes every plot as a file. whole is false if some are missing; it then prints which and why.
func (c *reportCommand) writeFigures(ctx context.Context, data report.Data, call call) (whole bool) {
	if lost := data.WriteFigures(ctx, c.out); lost != nil {
		fmt.Fprintln(call.stderr, lost)
		return false
	}
	fmt.Fprintf(call.stdout, "figures: %s\n", filepath.Join(c.out, report.FiguresName))
	return true
}

// folders returns the folders that may hold the pictures of a database if -out lacks them.
func (c *reportCommand) folders() []string {
	var folders []string
	for _, db := range c.dbs {
		folders = append(folders, filepath.Join(filepath.Dir(db), "out"), filepath.Dir(db))
	}
	return folders
}

// live serves the report until the user interrupts it. It writes no files.
func (c *reportCommand) live(ctx context.Context, call call) error {
	listener, err := net.Listen("tcp", c.serve)
	if err != nil {
		return exit.Usage(err)
	}
	hosts, err := c.hosts(listener.Addr())
	if err != nil {
		return err
	}
	if report.Beyond(listener.Addr()) {
		fmt.Fprintf(call.stderr, "warning: whoever can reach this machine on %s can read the report, without a password and unencrypted: "+
			"results, specs, command lines, names of machines and uncommitted changes of the source. "+
			"For this machine alone: -serve 127.0.0.1:8014\n", listener.Addr())
		fmt.Fprintf(call.stderr, "the server answers only to the names %s; give another name with -serve NAME:PORT\n", strings.Join(hosts, ", "))
	}
	fmt.Fprintf(call.stdout, "the report is at http://%s/ until you press Control-C\n", report.Address(listener.Addr()))
	server := newServer(report.Live(ctx, hosts, report.Source{Databases: c.dbs, Out: c.out, Others: c.folders()}))
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// newServer returns a server with timeouts, so that no slow or silent browser can block it for long.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      10 * time.Minute, // includes drawing the report
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}

// hosts returns the host names that the server answers to.
func (c *reportCommand) hosts(listening net.Addr) (report.Hosts, error) {
	asked, _, _ := net.SplitHostPort(c.serve)
	machine, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	all, err := net.InterfaceAddrs()
	return report.HostsOf(asked, listening, machine, all), err
}

// widthOf returns the width of a table in columns: that of the terminal, kept between 72 and 100, or 100 for a file.
func widthOf(out io.Writer) int {
	width := windowWidth(out)
	if width == 0 {
		return typeset.TextWidth
	}
	return min(max(width, 72), typeset.TextWidth)
}

// windowWidth returns the width of a terminal in columns, or 0 for a file or a pipe.
func windowWidth(out io.Writer) int {
	file := terminal.Terminal(out)
	if file == nil {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// show reads the database and presents its report.
func show(ctx context.Context, db *results.DB, out string, call call) (whole bool, err error) {
	data, err := report.Read(ctx, db)
	if err != nil {
		return false, err
	}
	return present(ctx, data, out, call)
}

// present writes the report and prints one screen: Table 1 in the shape of the paper, what came out, and the paths of the files. whole is
// false if the report lacks something; present then prints what is missing and why, and returns no error for it. It looks for missing
// pictures in the folders others.
func present(ctx context.Context, data report.Data, out string, call call, others ...string) (whole bool, err error) {
	lost := data.Write(ctx, out, others...)
	paths := fmt.Sprintf("tables: %s.{md,tex,csv,json}\n", filepath.Join(out, "table1"))
	var incomplete *report.IncompleteError
	if lost == nil || errors.As(lost, &incomplete) && !incomplete.Lacks(report.PageName) {
		paths += reportPaths(out, widthOf(call.stdout))
	}
	_, err = fmt.Fprint(call.stdout, data.Screen(widthOf(call.stdout), paths))
	if lost != nil {
		fmt.Fprintln(call.stderr, lost)
	}
	warnOfLatin(data.Table.Transliterations(), call.stderr)
	return lost == nil, err
}

// reportPaths names the one page of the report and the first page of its site, on one line if it fits.
func reportPaths(out string, width int) string {
	one, site := "report: "+filepath.Join(out, report.PageName), "page by page: "+filepath.Join(out, report.SiteName, "index.html")
	if typeset.Width(one)+2+typeset.Width(site) > width {
		return one + "\n" + site + "\n"
	}
	return one + "; " + site + "\n"
}

// namedForms is the largest number of transliterated names that the terminal shows.
const namedForms = 10

// warnOfLatin says which names table1.tex has in Latin letters.
func warnOfLatin(forms []string, w io.Writer) {
	for _, form := range forms[:min(len(forms), namedForms)] {
		fmt.Fprintf(w, "warning: table1.tex writes %s, because LaTeX has no sign for some of its characters\n", form)
	}
	if n := len(forms) - namedForms; n > 0 {
		fmt.Fprintf(w, "warning: table1.tex writes %s in Latin letters, and lists all at its end\n", typeset.Count(n, "more name", "more names"))
	}
}
