import features, { type Feature } from '#config/features'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { FeatureOff } from '#exceptions/feature_off'

export default class RequireFeatureMiddleware {
  handle(_: HttpContext, next: NextFn, feature: Feature) {
    if (!features[feature]) throw new FeatureOff()
    return next()
  }
}
