/** Generated tests are the same at every run, so that a red run is never another one's luck; DIFFKIT_SEED makes others. */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['DIFFKIT_SEED'] ?? 1) })
