import { Exception } from '@adonisjs/core/exceptions'

/** What the deployment has switched off is not there. */
export class FeatureOff extends Exception {
  static override status = 404
  static override code = 'E_FEATURE_OFF'
  static override message = 'This feature is switched off here.'
}
