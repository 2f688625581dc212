package datasets

import (
	"context"
	"errors"
)

// mirror returns the source that downloads base + name + ".gz" over HTTP.
func mirror(base string) source {
	return source{name: base, fetch: func(ctx context.Context, o order) error {
		client := impatientClient()
		defer client.CloseIdleConnections()
		for _, f := range o.wanted {
			d := o.newDownload(client, base+f.name+".gz", f.name+".gz", f.limit()+packingSlack)
			if err := d.run(ctx); err != nil {
				return err
			}
			// The download is not needed any more, accepted or not.
			if err := errors.Join(acceptFile(f, d.path, o.accept), d.discard()); err != nil {
				return err
			}
		}
		return nil
	}}
}
