import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { mailChannel } from '#config/mail'
import { texts } from '#config/sms'
import { middleware, sessionStack } from '#start/kernel'

const Mails = () => import('#controllers/dev/mails_controller')
const MailBodies = () => import('#controllers/dev/mail_bodies_controller')
const MailAttachments = () => import('#controllers/dev/mail_attachments_controller')
const MailPreviews = () => import('#controllers/dev/mail_previews_controller')

const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }
const index = { match: /^\d{1,3}$/, cast: Number }

/** The mailbox exists only where it is the channel that mails go to. */
if (mailChannel === 'mailbox' || texts.channel === 'mailbox') {
  router
    .group(() => {
      router.get('/', [Mails, 'index']).as('mails.index')
      if (app.inDev || app.inTest) {
        router.get('/previews', [MailPreviews, 'index']).as('previews.index')
        router.get('/previews/:name', [MailPreviews, 'show']).as('previews.show')
      }
      router.get('/:id', [Mails, 'show']).as('mails.show').where('id', numeric)
      router.get('/:id/html', [MailBodies, 'show']).as('bodies.show').where('id', numeric)
      router
        .get('/:id/attachments/:index', [MailAttachments, 'show'])
        .as('attachments.show')
        .where('id', numeric)
        .where('index', index)
    })
    .prefix('/dev/mails')
    .as('dev')
    .use([...sessionStack, middleware.mailboxReader()])
}
