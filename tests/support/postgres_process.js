import { startPostgres } from '../../bin/bootstrap/postgres.js'

/**
 * A PostgreSQL for a test that kills it: started again whenever that happens, as `npm start` does,
 * and gone with whoever started this.
 */
const postgres = await startPostgres(process.argv[2])
const leave = () => postgres.stop().then(() => process.exit())
process.on('disconnect', leave)
process.on('SIGTERM', leave)
process.send?.(postgres.urls)
