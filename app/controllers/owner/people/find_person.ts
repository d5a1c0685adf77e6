import type { HttpContext } from '@adonisjs/core/http'
import { withPhoto } from '#models/pictures/picture'
import { type default as Host, withPage } from '#models/availability/host'

export function findPerson({ business, params }: HttpContext): Promise<Host> {
  return business
    .related('hosts')
    .query()
    .select('*', withPhoto('host'), withPage())
    .where('id', params.id)
    .preload('availabilityRules')
    .preload('services')
    .firstOrFail()
}
