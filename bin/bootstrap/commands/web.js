import { startAlone } from '../programs.js'

/** A web server alone, on a database that others share. */
export default () => startAlone('web')
