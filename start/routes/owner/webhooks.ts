import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Webhooks = () => import('#controllers/owner/webhooks/webhooks_controller')
const Deliveries = () => import('#controllers/owner/webhooks/webhook_deliveries_controller')
const Pauses = () => import('#controllers/owner/webhooks/webhook_pauses_controller')
const Removals = () => import('#controllers/owner/webhooks/webhook_removals_controller')
const Secrets = () => import('#controllers/owner/webhooks/webhook_secrets_controller')
const Tests = () => import('#controllers/owner/webhooks/webhook_tests_controller')

const at = '/settings/webhooks'

behindSignIn((form) => {
  const shown = [
    router.get(at, [Webhooks, 'index']).as('webhooks.index'),
    router.post(at, [Webhooks, 'store']).as('webhooks.store'),
    router.get(`${at}/new`, [Webhooks, 'create']).as('webhooks.create'),
    router.get(`${at}/deliveries/:id`, [Deliveries, 'show']).as('webhook_deliveries.show'),
    router.get(`${at}/:id`, [Webhooks, 'show']).as('webhooks.show'),
    router.get(`${at}/:id/edit`, [Webhooks, 'edit']).as('webhooks.edit'),
    router.post(`${at}/:id/edit`, [Webhooks, 'update']).as('webhooks.update'),
    form(`${at}/deliveries/:id/sending`, [Deliveries, 'store']).as('webhook_deliveries.store'),
    form(`${at}/:id/test`, [Tests, 'store']).as('webhook_tests.store'),
    form(`${at}/:id/pause`, [Pauses, 'store']).as('webhook_pauses.store'),
    form(`${at}/:id/pause/removal`, [Pauses, 'destroy']).as('webhook_pauses.destroy'),
    form(`${at}/:id/secret`, [Secrets, 'store']).as('webhook_secrets.store'),
    form(`${at}/:id/removal`, [Removals, 'store']).as('webhook_removals.store'),
  ]
  for (const route of shown) route.use([settings, middleware.requireFeature('webhooks')])
})
