import { Exception } from '@adonisjs/core/exceptions'

export class FeatureOff extends Exception {
  static override status = 404
  static override code = 'E_FEATURE_OFF'
  static override message = 'This feature is switched off here.'
}
