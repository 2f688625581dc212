package datasets

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// mirror is the source of base + name + ".gz" over HTTP.
func mirror(base string) source {
	return source{name: base, fetch: func(ctx context.Context, wanted []rawFile, accept acceptFunc) error {
		client := impatientClient()
		defer client.CloseIdleConnections()
		for _, f := range wanted {
			if err := download(ctx, client, base, f, accept); err != nil {
				return err
			}
		}
		return nil
	}}
}

// impatientClient gives up within seconds on a host that does not answer: on a
// network that lets only package clients out, the next source is the right one.
func impatientClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 10 * time.Second,
		ForceAttemptHTTP2:     true,
	}}
}

func download(ctx context.Context, client *http.Client, base string, f rawFile, accept acceptFunc) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+f.name+".gz", nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s.gz: HTTP status %s", f.name, resp.Status)
	}
	return accept(f, resp.Body)
}
