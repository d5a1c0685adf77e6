import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { calendarNoticesPerAddress } from '#start/limiter'

const CalendarNotices = () => import('#controllers/webhooks/calendar_notices_controller')
const CalcomEvents = () => import('#controllers/webhooks/calcom_events_controller')
const TwilioMessages = () => import('#controllers/webhooks/twilio_messages_controller')
const TwilioStatuses = () => import('#controllers/webhooks/twilio_statuses_controller')
const SendgridEvents = () => import('#controllers/webhooks/sendgrid_events_controller')

/** What is signed wrongly, too large, or of a service that is not set up. */
const refusedLimit = middleware.refusedKeyLimit([403, 404, 413])

/** What other services tell by themselves. Each proves who it is, by a signature or a token. */
router
  .post('/webhooks/calendars/:channel', [CalendarNotices, 'store'])
  .where('channel', /^[\w-]{32}$/)
  .as('webhooks.calendars')
  .use([
    middleware.securityHeaders(),
    middleware.requireFeature('calendars'),
    middleware.publicLimit(calendarNoticesPerAddress),
    middleware.calendarNotice(),
  ])

router
  .post('/webhooks/sendgrid', [SendgridEvents, 'store'])
  .as('webhooks.sendgrid')
  .use([middleware.securityHeaders(), refusedLimit, middleware.signedBySendgrid()])

router
  .post('/webhooks/twilio/messages', [TwilioMessages, 'store'])
  .as('webhooks.twilio.messages')
  .use([middleware.securityHeaders(), refusedLimit, middleware.signedByTwilio()])

router
  .post('/webhooks/twilio/statuses', [TwilioStatuses, 'store'])
  .as('webhooks.twilio.statuses')
  .use([middleware.securityHeaders(), refusedLimit, middleware.signedByTwilio()])

router
  .post('/api/webhooks/calcom', [CalcomEvents, 'store'])
  .as('webhooks.calcom')
  .use([middleware.securityHeaders(), middleware.refusedKeyLimit(), middleware.signedByCalcom()])
