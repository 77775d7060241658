#!/usr/bin/env node
const { setFlagsFromString } = require('node:v8')

// A command ends within seconds: what V8 spends on optimising code early is more than it wins back, and so is what
// several threads spend on collecting one young heap. The flags are V8's own, so a later Node, which may not know
// them, is spared.
if (Number.parseInt(process.versions.node) <= 24) {
  setFlagsFromString('--interrupt-budget=1000000')
  setFlagsFromString('--no-parallel-scavenge')
}
require('../dist/start.cjs')
