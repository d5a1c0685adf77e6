import type { HttpContext } from '@adonisjs/core/http'
import type Host from '#models/availability/host'

export function findPerson({ business, params }: HttpContext): Promise<Host> {
  return business
    .related('hosts')
    .query()
    .where('id', params.id)
    .preload('availabilityRules')
    .preload('services')
    .firstOrFail()
}
