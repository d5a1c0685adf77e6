import router from '@adonisjs/core/services/router'
import { behindSignIn, desk } from '#start/routes/owner/behind_sign_in'

const Blocks = () => import('#controllers/owner/availability/blocks_controller')
const BlockDates = () => import('#controllers/owner/availability/block_dates_controller')

behindSignIn((form) => {
  router.get('/blocks', [Blocks, 'index']).as('blocks.index')
  router.get('/blocks/new', [Blocks, 'create']).as('blocks.create').use(desk)
  router.post('/blocks', [Blocks, 'store']).as('blocks.store').use(desk)
  router.get('/blocks/:id', [Blocks, 'edit']).as('blocks.edit').use(desk)
  router.post('/blocks/:id', [Blocks, 'update']).as('blocks.update').use(desk)
  form('/blocks/:id/removal', [Blocks, 'destroy']).as('blocks.destroy').use(desk)

  router.get('/blocks/:id/date', [BlockDates, 'edit']).as('block_dates.edit').use(desk)
  router.post('/blocks/:id/date', [BlockDates, 'update']).as('block_dates.update').use(desk)
  form('/blocks/:id/date/removal', [BlockDates, 'destroy']).as('block_dates.destroy').use(desk)
})
