import type { HttpContext } from '@adonisjs/core/http'
import ChooseReminders from '#actions/notifications/choose_reminders'
import { openPreferences } from '#controllers/guest/notifications/open_preferences'
import type { Stoppable } from '#formats/pages/addresses'

const STOPPED = {
  'reminders': { reminderMinutes: [] },
  'follow-ups': { getsFollowUps: false },
} satisfies Record<Stoppable, object>

/**
 * Where mail programs unsubscribe with one POST, without cookies; it must not be answered by a redirect
 * (RFC 8058). Opening it changes nothing, since mail scanners open links too.
 */
export default class StopsController {
  async create(ctx: HttpContext) {
    const { preference } = await openPreferences(ctx)
    const isStopped = {
      'reminders': preference.reminderMinutes?.length === 0,
      'follow-ups': !preference.getsFollowUps,
    }[whatIn(ctx)]
    return this.show(ctx, isStopped)
  }

  async store(ctx: HttpContext) {
    const { of } = await openPreferences(ctx)
    const chosen = STOPPED[whatIn(ctx)]
    await new ChooseReminders().handle({ ...of, chosen, version: null, by: ctx.by })
    return this.show(ctx, true)
  }

  private show(ctx: HttpContext, isStopped: boolean) {
    const what = whatIn(ctx) === 'reminders' ? 'reminders' : 'follow_ups'
    return ctx.view.render('pages/guest/notifications/stop', { what, isStopped })
  }
}

function whatIn({ params }: HttpContext): Stoppable {
  return params.what
}
