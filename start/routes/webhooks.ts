import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const CalcomEvents = () => import('#controllers/webhooks/calcom_events_controller')
const SendgridEvents = () => import('#controllers/webhooks/sendgrid_events_controller')

/** What other services tell by themselves. Each proves who it is by its signature. */
router
  .post('/webhooks/sendgrid', [SendgridEvents, 'store'])
  .as('webhooks.sendgrid')
  .use([middleware.securityHeaders(), middleware.signedBySendgrid()])

router
  .post('/api/webhooks/calcom', [CalcomEvents, 'store'])
  .as('webhooks.calcom')
  .use([middleware.securityHeaders(), middleware.signedByCalcom()])
