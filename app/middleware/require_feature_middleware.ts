import features, { type Feature } from '#config/features'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Answers 404 where the deployment has switched the feature off. */
export default class RequireFeatureMiddleware {
  handle(_: HttpContext, next: NextFn, feature: Feature) {
    if (!features[feature]) {
      throw new Exception('This feature is switched off here.', {
        status: 404,
        code: 'E_FEATURE_OFF',
      })
    }
    return next()
  }
}
