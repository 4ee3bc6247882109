//go:build tools

// Package tools names what is built from this module, so that `go mod tidy` keeps its requirements.
package tools

import (
	// The command itself.
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
	// Its version, which the linker sets.
	_ "github.com/pulumi/pulumi/sdk/v3/go/common/version"
)
