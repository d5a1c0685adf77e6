import { startAlone } from '../programs.js'

/** A worker alone, on a database that others share. */
export default () => startAlone('worker')
