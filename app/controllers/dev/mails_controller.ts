import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { mailbox } from '#queries/notifications/mailbox'

const NEWEST = 100

export default class MailsController {
  async index({ mailboxOf, view }: HttpContext) {
    const messages = await mailbox(mailboxOf).limit(NEWEST)
    const hasPreviews = app.inDev || app.inTest
    return view.render('pages/dev/mails', { messages, newest: NEWEST, hasPreviews, ...clock() })
  }

  async show({ mailboxOf, params, view }: HttpContext) {
    const message = await mailbox(mailboxOf).where('id', params.id).firstOrFail()
    return view.render('pages/dev/mail', { message, ...clock() })
  }
}

/** The mailbox uses this machine's zone; each mail has its recipient's. */
function clock() {
  return { zone: DateTime.local().zoneName }
}
