import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { appUrl } from '#config/app'
import { mailChannel } from '#config/mail'
import { texts } from '#config/sms'
import { isOfThisMachine } from '#middleware/this_machine'
import env from '#start/env'

/** What whoever runs this should know before people come. */
if (app.inProduction && mailChannel === 'mailbox' && !isOfThisMachine(appUrl)) {
  logger.warn(
    'No mail leaves this machine: set SMTP_URL or SENDGRID_API_KEY. Until then mails are kept at /dev/mails, where signed-in owners read those of their business'
  )
}

if (app.inProduction && !env.get('TRUST_PROXY') && !isOfThisMachine(appUrl)) {
  logger.warn(
    'TRUST_PROXY is not set: if a proxy stands in front, set it to the address of the proxy (or loopback), else all visitors are counted as one and share every limit'
  )
}

if (texts.isHalfSet) {
  logger.warn(
    'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM work only together: until all are set, text messages stay in the mailbox'
  )
}

for (const name of ['WEBHOOK_LOOPBACK', 'CALENDAR_LOOPBACK'] as const) {
  if (app.inProduction && env.get(name) === 'on') {
    logger.warn(`${name} is for trying things out: only \`npm run dev\` heeds it`)
  }
}
