import type { HttpContext } from '@adonisjs/core/http'
import CheckBookingImport from '#actions/imports/check_booking_import'
import AddFirstServices from '#actions/setup/add_first_services'
import { seeOther } from '#controllers/see_other'
import { findBookingImport } from '#queries/imports/booking_imports'
import { namedServices } from '#queries/imports/named_services'
import { submittedVersion } from '#validators/form'

/** Services that a file of bookings names and the business has not. */
export default class NamedServicesController {
  /** The file is checked again with them. */
  async store({ business, by, params, request, response, session, i18n }: HttpContext) {
    const read = await findBookingImport(business, params.id)
    const { id, version, columns, serviceId, isDayFirst } = read
    const isAsShown = read.status === 'checked' && version === submittedVersion(request.body())
    if (isAsShown && columns) {
      const businessId = business.id
      const named = await namedServices(business, read)
      const services = named.map(({ name, minutes: durationMinutes }) => ({
        ...{ name, durationMinutes, price: '0', isActive: false },
      }))
      await new AddFirstServices().handle({ businessId, services, by })
      const chosen = { columns, serviceId, isDayFirst }
      await new CheckBookingImport().handle({ businessId, importId: id, read: chosen, version })
      session.flash('done', i18n.t('owner.imports.services_added', { count: services.length }))
    }
    return seeOther(response, 'owner.booking_imports.show', { id })
  }
}
