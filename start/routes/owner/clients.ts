import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Clients = () => import('#controllers/owner/clients/clients_controller')

behindSignIn(() => {
  router.get('/clients', [Clients, 'index']).as('clients.index')
  router.get('/clients/:id', [Clients, 'show']).as('clients.show')
})
