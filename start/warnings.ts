import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { appUrl } from '#config/app'
import { mailChannel } from '#config/mail'
import { isOfThisMachine } from '#middleware/this_machine'

/** What whoever runs this should know before people come. */
if (app.inProduction && mailChannel === 'mailbox' && !isOfThisMachine(appUrl)) {
  logger.warn(
    'No mail leaves this machine: set SMTP_URL or SENDGRID_API_KEY. Until then mails are kept at /dev/mails, where signed-in owners read those of their business'
  )
}
