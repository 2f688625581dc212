package datasets

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// stallTimeout is the longest time that a server may send nothing.
const stallTimeout = 30 * time.Second

// A download writes the file at url to path, in as many attempts as necessary.
// Received bytes stay at path, and the next attempt, in this process or a later
// one, requests the rest. A download does not verify the content.
type download struct {
	client    *http.Client
	url, path string
	limit     int64 // bytes
	patience  time.Duration
	progress  func(done, total int64)
}

// partSuffix is the suffix of the name of an unfinished download.
const partSuffix = ".part"

// newDownload returns a download to name + partSuffix in the folder of the order.
func (o order) newDownload(client *http.Client, url, name string, limit int64) download {
	d := download{client: client, url: url, path: filepath.Join(o.dir, name+partSuffix), limit: limit, patience: stallTimeout}
	if o.patience > 0 {
		d.patience = o.patience
	}
	d.progress = func(done, total int64) { o.reportProgress(name, done, total) }
	return d
}

// impatientClient gives up within seconds on a host that does not answer. On a
// network that allows only package clients, the next source may work.
func impatientClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 10 * time.Second,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true, // parts are joined, so they must be the bytes as stored
	}}
}

// run repeats attempts as long as each one receives some bytes.
func (d download) run(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(d.path), 0o777); err != nil {
		return fmt.Errorf("make the cache folder: %w", err)
	}
	for {
		before := d.size()
		err := d.attempt(ctx, before)
		if err == nil || ctx.Err() != nil || d.size() <= before {
			return err
		}
	}
}

// size returns the number of bytes received so far.
func (d download) size() int64 {
	info, err := os.Stat(d.path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// attempt requests the bytes after the first from bytes, which were received before.
func (d download) attempt(ctx context.Context, from int64) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url, nil)
	if err != nil {
		return err
	}
	if from > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusOK:
		from = 0 // the server sends the whole file
	case resp.StatusCode == http.StatusPartialContent && strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", from)):
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable && from > 0:
		return nil // the file is complete
	default:
		return fmt.Errorf("%s: HTTP status %s", path.Base(d.url), resp.Status)
	}
	watchdog := time.AfterFunc(d.patience, func() { cancel(fmt.Errorf("no data arrived for %v", d.patience)) })
	defer watchdog.Stop()
	err = d.append(from, resp.ContentLength, readerFunc(func(p []byte) (int, error) {
		n, err := resp.Body.Read(p)
		watchdog.Reset(d.patience)
		return n, err
	}))
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// append writes body after the first from bytes of the file. It removes a file that becomes too long.
func (d download) append(from, length int64, body io.Reader) error {
	file, err := os.OpenFile(d.path, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.Truncate(from); err != nil {
		return err
	}
	if _, err := file.Seek(from, io.SeekStart); err != nil {
		return err
	}
	done, total := from, int64(-1)
	if length >= 0 {
		total = from + length
	}
	rest := io.LimitReader(body, d.limit+1-from)
	n, err := io.Copy(file, readerFunc(func(p []byte) (int, error) {
		n, err := rest.Read(p)
		done += int64(n)
		d.progress(done, total)
		return n, err
	}))
	switch {
	case from+n > d.limit:
		return errors.Join(fmt.Errorf("%s: longer than %d bytes", path.Base(d.url), d.limit), d.discard())
	case err != nil:
		return fmt.Errorf("%s: ended after %d bytes: %w", path.Base(d.url), from+n, err)
	}
	return nil
}

// discard removes the received bytes.
func (d download) discard() error {
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
