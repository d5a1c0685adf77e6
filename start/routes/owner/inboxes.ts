import router from '@adonisjs/core/services/router'
import { middleware, publicStack } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Inboxes = () => import('#controllers/owner/inboxes/inboxes_controller')
const Proofs = () => import('#controllers/owner/inboxes/inbox_proofs_controller')
const Removals = () => import('#controllers/owner/inboxes/inbox_removals_controller')
const Answers = () => import('#controllers/owner/inboxes/inbox_answers_controller')

behindSignIn((form) => {
  router.get('/settings/mail', [Inboxes, 'index']).as('inboxes.index').use(settings)
  router.post('/settings/mail', [Inboxes, 'store']).as('inboxes.store').use(settings)
  router.get('/settings/mail/:id', [Inboxes, 'edit']).as('inboxes.edit').use(settings)
  router.post('/settings/mail/:id', [Inboxes, 'update']).as('inboxes.update').use(settings)
  form('/settings/mail/:id/proof', [Proofs, 'store']).as('inbox_proofs.store').use(settings)
  form('/settings/mail/:id/removal', [Removals, 'store']).as('inbox_removals.store').use(settings)
})

/** By the links in mails to the address. */
router
  .group(() => {
    router.get('/address/:token', [Answers, 'show']).as('inbox_answers.show')
    router.post('/address/:token', [Answers, 'store']).as('inbox_answers.store')
    router.get('/stop/:token', [Answers, 'stopping']).as('inbox_answers.stopping')
    router.post('/stop/:token', [Answers, 'stop']).as('inbox_answers.stop')
  })
  .prefix('/mail')
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])
