import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Keys = () => import('#controllers/owner/keys/keys_controller')
const Revocations = () => import('#controllers/owner/keys/key_revocations_controller')

behindSignIn((form) => {
  router.get('/settings/keys', [Keys, 'index']).as('keys.index').use(settings)
  router.post('/settings/keys', [Keys, 'store']).as('keys.store').use(settings)
  router.get('/settings/keys/new', [Keys, 'create']).as('keys.create').use(settings)
  router.get('/settings/keys/:id', [Keys, 'show']).as('keys.show').use(settings)
  form('/settings/keys/:id/revocation', [Revocations, 'store'])
    .as('key_revocations.store')
    .use(settings)
})
