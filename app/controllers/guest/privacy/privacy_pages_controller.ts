import type { HttpContext } from '@adonisjs/core/http'
import features from '#config/features'
import { mailChannel } from '#config/mail'
import { openBusiness } from '#controllers/guest/pages/open_page'
import { privacyFacts, privacySettingsOf } from '#queries/privacy/privacy_facts'

/** Also while no bookings are taken: what was told before is still kept. */
export default class PrivacyPagesController {
  async show(ctx: HttpContext) {
    const { business } = await openBusiness(ctx)
    const [facts, settings] = await Promise.all([
      privacyFacts(business.id),
      privacySettingsOf(business.id),
    ])
    return ctx.view.render('pages/guest/privacy/privacy', {
      ...{ facts, settings, mailChannel, hasPortal: features.portal },
    })
  }
}
