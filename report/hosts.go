package report

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Hosts lists the names and addresses under which a server may be requested, without ports. Ports are not compared, because a tunnel has its
// own port.
type Hosts []string

// HostsOf lists the hosts of a server that listens on an address and was asked to listen on a host. The list always contains the machine's
// loopback names. If the server listens on all addresses, it also contains all of the machine's addresses and its name.
func HostsOf(asked string, listening net.Addr, machine string, all []net.Addr) Hosts {
	hosts := Hosts{"localhost", "127.0.0.1", "::1"}
	ip := addressOf(listening)
	if !ip.IsUnspecified() {
		hosts = append(hosts, asked, ip.String())
	} else {
		hosts = append(hosts, machine)
		for _, a := range all {
			hosts = append(hosts, addressOf(a).String())
		}
	}
	var named Hosts
	for _, h := range hosts {
		if h = plainHost(h); h != "" && !slices.Contains(named, h) {
			named = append(named, h)
		}
	}
	return named
}

// Beyond reports whether a server that listens on an address can be reached from other machines.
func Beyond(listening net.Addr) bool { return !addressOf(listening).IsLoopback() }

// Address returns the address under which a browser on this machine reaches a server that listens on an address.
func Address(listening net.Addr) string {
	if p, err := netip.ParseAddrPort(listening.String()); err == nil && p.Addr().IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(int(p.Port())))
	}
	return listening.String()
}

func addressOf(a net.Addr) netip.Addr {
	text := a.String()
	if p, err := netip.ParseAddrPort(text); err == nil {
		return p.Addr().Unmap()
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Addr().Unmap()
	}
	return netip.Addr{}
}

// serve reports whether a request is for one of the hosts.
func (hs Hosts) serve(r *http.Request) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = plainHost(host)
	return host != "" && slices.Contains(hs, host)
}

// plainHost normalises a host: lower case, without brackets, zone or trailing dot, addresses in their shortest form.
func plainHost(host string) string {
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		if !ip.IsValid() {
			return ""
		}
		return ip.Unmap().WithZone("").String()
	}
	if host == "invalid ip" {
		return ""
	}
	return host
}
