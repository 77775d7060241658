#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'

// A command ends within seconds: what V8 spends on optimising code early is more than it wins back.
setFlagsFromString('--interrupt-budget=1000000')
await import('../dist/cli.js')
