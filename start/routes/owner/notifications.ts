import router from '@adonisjs/core/services/router'
import { middleware, publicStack } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Notifications = () => import('#controllers/owner/notifications/notifications_controller')
const Readings = () => import('#controllers/owner/notifications/readings_controller')
const ToldEvents = () => import('#controllers/owner/notifications/told_events_controller')
const DigestStops = () => import('#controllers/owner/notifications/digest_stops_controller')
const PushDevices = () => import('#controllers/owner/notifications/push_devices_controller')
const Deliveries = () => import('#controllers/owner/notifications/deliveries_controller')
const Checks = () => import('#controllers/owner/notifications/delivery_checks_controller')
const Attempts = () => import('#controllers/owner/notifications/delivery_attempts_controller')
const Texts = () => import('#controllers/owner/notifications/message_texts_controller')
const TextResets = () => import('#controllers/owner/notifications/message_text_resets_controller')
const Previews = () => import('#controllers/owner/notifications/message_previews_controller')
const Tests = () => import('#controllers/owner/notifications/message_tests_controller')

const texts = '/settings/messages'
const text = `${texts}/:message/:language`

behindSignIn((form) => {
  router.get('/notifications', [Notifications, 'index']).as('notifications.index')
  form('/notifications/readings', [Readings, 'storeAll']).as('readings.store_all')
  form('/notifications/:id/reading', [Readings, 'store'], '/notifications').as('readings.store')
  router.get('/notifications/choice', [ToldEvents, 'edit']).as('told_events.edit')
  router.post('/notifications/choice', [ToldEvents, 'update']).as('told_events.update')
  const devices = [
    form('/notifications/devices', [PushDevices, 'store'], '/notifications/choice').as(
      'push_devices.store'
    ),
    form(
      '/notifications/devices/:id/removal',
      [PushDevices, 'destroy'],
      '/notifications/choice'
    ).as('push_devices.destroy'),
  ]
  for (const route of devices) route.use(middleware.requireFeature('push'))

  router.get('/delivery', [Deliveries, 'index']).as('deliveries.index')
  router.get('/delivery/check', [Checks, 'show']).as('delivery_checks.show').use(settings)
  form('/delivery/:id/attempt', [Attempts, 'store'], '/delivery').as('delivery_attempts.store')

  router.get(texts, [Texts, 'index']).as('message_texts.index')
  router.get(`${texts}/:id`, [Texts, 'show']).as('message_texts.show')
  router.get(text, [Texts, 'edit']).as('message_texts.edit')
  router.post(text, [Texts, 'update']).as('message_texts.update').use(settings)
  form(`${text}/reset`, [TextResets, 'store']).as('message_text_resets.store').use(settings)
  router.get(`${text}/preview`, [Previews, 'show']).as('message_previews.show')
  router.post(`${text}/preview`, [Previews, 'store']).as('message_previews.store').use(settings)
  form(`${text}/test`, [Tests, 'store']).as('message_tests.store').use(settings)
})

/** By the link in the mail, without signing in. */
router
  .group(() => {
    router.get('/', [DigestStops, 'create']).as('create')
    router.post('/', [DigestStops, 'store']).as('store')
  })
  .prefix('/mail/digest/:token')
  .where('token', /^[\w-]{22,}$/)
  .as('owner.digest_stops')
  .use([...publicStack, middleware.secretAddress()])
