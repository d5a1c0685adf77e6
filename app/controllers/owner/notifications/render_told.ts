import type { HttpContext } from '@adonisjs/core/http'
import { STAFF_CHANNELS, toldEvents } from '#messages'
import { pushSwitch } from '#pages/owner/notifications/push_switch'
import type { Form } from '#validators/form'

/** What a member is told of, and in which browsers. */
export async function renderTold(
  { view, i18n, membership }: HttpContext,
  form: Form,
  fault?: string
) {
  const events = toldEvents(membership.role)
  const used = new Set(events.flatMap((event) => event.channels))
  const channels = STAFF_CHANNELS.filter((channel) => used.has(channel))
  const push = await pushSwitch(membership.userId, i18n)
  return view.render('pages/owner/notifications/told', { form, events, channels, push, fault })
}
