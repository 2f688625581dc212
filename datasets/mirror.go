package datasets

import (
	"context"
	"errors"
)

// mirror is the source of base + name + ".gz" over HTTP.
func mirror(base string) source {
	return source{name: base, fetch: func(ctx context.Context, o order) error {
		client := impatientClient()
		defer client.CloseIdleConnections()
		for _, f := range o.wanted {
			d := o.newDownload(client, base+f.name+".gz", f.name+".gz", f.limit()+packingSlack)
			if err := d.run(ctx); err != nil {
				return err
			}
			// Accepted or not, the download has served.
			if err := errors.Join(acceptFile(f, d.path, o.accept), d.discard()); err != nil {
				return err
			}
		}
		return nil
	}}
}
