import type { HttpContext } from '@adonisjs/core/http'
import ArchiveService from '#actions/services/archive_service'
import RestoreService from '#actions/services/restore_service'
import { showRefused } from '#controllers/owner/services/service_pages'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { submittedVersion } from '#validators/form'

export default class ServiceArchivesController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const archived = await new ArchiveService().handle({
      businessId: business.id,
      serviceId: params.id,
      version: submittedVersion(request.body()),
      by,
    })
    if (archived === 'stale') return showRefused(ctx, 'stale')
    if (archived === 'busy') {
      throw new Refusal(503, 'busy', i18n.t('owner.services.archive.busy'))
    }
    session.flash('done', i18n.t('owner.services.archive.done', { name: archived.name }))
    return seeOther(response, 'owner.services.index')
  }

  async destroy({ business, by, params, response, session, i18n }: HttpContext) {
    const restored = await new RestoreService().handle({
      businessId: business.id,
      serviceId: params.id,
      by,
    })
    session.flash('done', i18n.t('owner.services.archive.restored', { name: restored.name }))
    return seeOther(response, 'owner.services.edit', { id: restored.id })
  }
}
