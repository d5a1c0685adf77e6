import type { HttpContext } from '@adonisjs/core/http'
import DuplicateService from '#actions/services/duplicate_service'
import { seeOther } from '#controllers/see_other'

const LONGEST_NAME = 255

export default class ServiceCopiesController {
  async store({ business, by, params, response, session, i18n }: HttpContext) {
    const { name } = await business.related('services').query().where('id', params.id).firstOrFail()
    const copy = await new DuplicateService().handle({
      businessId: business.id,
      serviceId: params.id,
      name: i18n.t('owner.services.copy.name', { name }).slice(0, LONGEST_NAME),
      by,
    })
    session.flash('done', i18n.t('owner.services.copy.done', { name }))
    return seeOther(response, 'owner.services.edit', { id: copy.id })
  }
}
