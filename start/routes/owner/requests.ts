import router from '@adonisjs/core/services/router'
import { middleware, publicStack } from '#start/kernel'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Requests = () => import('#controllers/owner/requests/requests_controller')
const Approvals = () => import('#controllers/owner/requests/approvals_controller')
const BulkDecisions = () => import('#controllers/owner/requests/bulk_decisions_controller')
const Rejections = () => import('#controllers/owner/requests/rejections_controller')
const MoveRequests = () => import('#controllers/owner/requests/move_requests_controller')
const MoveDecisions = () => import('#controllers/owner/requests/move_decisions_controller')
const Decisions = () => import('#controllers/owner/requests/decisions_controller')

behindSignIn((form) => {
  router.get('/requests', [Requests, 'index']).as('requests.index')
  router.get('/requests/:id', [Requests, 'show']).as('requests.show')
  form('/requests/decisions', [BulkDecisions, 'store']).as('bulk_decisions.store')
  form('/requests/:id/approval', [Approvals, 'store']).as('approvals.store')
  form('/requests/:id/rejection', [Rejections, 'store']).as('rejections.store')
  router.get('/moves/:id', [MoveRequests, 'show']).as('move_requests.show')
  form('/moves/:id/decision', [MoveDecisions, 'store']).as('move_decisions.store')
})

/** By the link in a mail, without signing in. */
router
  .group(() => {
    router.get('/decide/:token', [Decisions, 'show']).as('decisions.show')
    router.post('/decide/:token', [Decisions, 'store']).as('decisions.store')
  })
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])
