#!/usr/bin/env node
const { setFlagsFromString } = require('node:v8')

// A command ends within seconds: what V8 spends on optimising code early is more than it wins back. The flag is V8's
// own, so a later Node, which may not know it, is spared.
if (Number.parseInt(process.versions.node) <= 24) setFlagsFromString('--interrupt-budget=1000000')
require('../dist/start.cjs')
