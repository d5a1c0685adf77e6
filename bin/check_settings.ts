import { reportFailure } from './report_failure.js'

/** Ends with what is wrong with a setting, in words, before anything is made with them. */
await import('#start/env').catch(reportFailure)
