<?php
/* What tests may change in the running site: each switch is a file, read at every request. */
function rejoinder_test_switch( $name ) {
	$file = REJOINDER_TEST_SCRATCH . "/switches/$name";
	return is_file( $file ) ? trim( file_get_contents( $file ) ) : null;
}

/* No mail leaves; tests read what would have. */
add_filter(
	'pre_wp_mail',
	function ( $sent, $mail ) {
		file_put_contents( REJOINDER_TEST_SCRATCH . '/mail', wp_json_encode( $mail ) . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);

/* No request leaves; what would have gone out is written down, and Akismet's service finds everything to be spam. */
add_filter(
	'pre_http_request',
	function ( $answer, $request, $url ) {
		file_put_contents( REJOINDER_TEST_SCRATCH . '/outgoing', wp_json_encode( array( $url, $request ) ) . "\n", FILE_APPEND | LOCK_EX );
		return array( 'headers' => array(), 'body' => 'true', 'response' => array( 'code' => 200, 'message' => 'OK' ), 'cookies' => array(), 'filename' => null );
	},
	10,
	3
);

/* Another plugin that decides too: what is approved becomes what the switch says. */
add_action(
	'comment_unapproved_to_approved',
	function ( $comment ) {
		if ( $status = rejoinder_test_switch( 'second_opinion' ) ) {
			wp_set_comment_status( $comment->comment_ID, $status );
		}
	}
);

if ( rejoinder_test_switch( 'akismet' ) !== null ) {
	define( 'WPCOM_API_KEY', '123456789abc' );
	require_once WP_PLUGIN_DIR . '/akismet/akismet.php';
}

/* WordPress's check for duplicates races; without it a late first try lands for certain. */
if ( rejoinder_test_switch( 'no_duplicate_check' ) !== null ) {
	add_filter( 'duplicate_comment_id', '__return_false' );
}
