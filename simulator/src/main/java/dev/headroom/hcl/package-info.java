/**
 * HCL, the notation of Terraform's configuration files, as far as its structure goes: what an
 * expression means is up to who reads it.
 *
 * <p>Source: HCL Native Syntax Specification, and HCL JSON Syntax Specification.
 */
@NullMarked
package dev.headroom.hcl;

import org.jspecify.annotations.NullMarked;
