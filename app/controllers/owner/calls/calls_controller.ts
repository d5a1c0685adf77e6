import type { HttpContext } from '@adonisjs/core/http'
import NoteCall from '#actions/calls/note_call'
import { seeOther } from '#controllers/see_other'
import Call from '#models/calls/call'

export default class CallsController {
  /** Somebody called, or wrote to them in another way. */
  async store({ bouncer, business, by, i18n, params, response, session }: HttpContext) {
    const { id: businessId } = business
    const call = await Call.query()
      .where({ businessId, id: params.id })
      .preload('booking', (booking) => booking.preload('host'))
      .preload('waitlistEntry', (entry) => entry.preload('host'))
      .firstOrFail()
    await bouncer.with('BookingPolicy').authorize('decide', call.about)
    await new NoteCall().handle({ businessId, callId: call.id, by })
    session.flash('done', i18n.t('owner.diary.calls.noted', { name: call.about.clientName }))
    return seeOther(response, 'owner.days.show')
  }
}
