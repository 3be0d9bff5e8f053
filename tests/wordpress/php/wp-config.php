<?php
/* The site's configuration; @…@ are filled in by the rig. */
define( 'REJOINDER_TEST_SCRATCH', '@scratch@' );
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:@scratch@/run/db.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $use ) {
	define( "{$use}_KEY", hash( 'sha256', __FILE__ . $use ) );
	define( "{$use}_SALT", hash( 'sha256', $use . __FILE__ ) );
}
define( 'WP_HOME', '@url@' );
define( 'WP_SITEURL', '@url@' );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); // application passwords without https
define( 'DISABLE_WP_CRON', true );        // no requests to itself
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '@scratch@/log/php-debug.log' );
if ( is_file( '@scratch@/switches/form_action' ) ) {
	define( 'REJOINDER_FORM_ACTION', trim( file_get_contents( '@scratch@/switches/form_action' ) ) );
}
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
