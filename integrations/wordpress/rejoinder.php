<?php
/**
 * Plugin Name: Rejoinder
 * Description: Sends readers' comments to Rejoinder, which checks them and publishes them here.
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: MIT
 *
 * Put this file into wp-content/mu-plugins/ (make the folder if it is not there), and this line into wp-config.php:
 *
 *     define( 'REJOINDER_FORM_ACTION', 'https://comments.example.org/v1/sites/blog/comments' );
 *
 * Without that line only the role is made, and the comment form stays as it was.
 */

defined( 'ABSPATH' ) || exit;

/** What publishing needs, below posts and below pages, and no more. Without unfiltered_html WordPress itself strips scripts from what comes in. */
const REJOINDER_ROLE         = 'rejoinder_publisher';
const REJOINDER_CAPABILITIES = array(
	'read'                 => true,
	'moderate_comments'    => true,
	'edit_posts'           => true,
	'edit_others_posts'    => true,
	'edit_published_posts' => true,
	'edit_others_pages'    => true,
	'edit_published_pages' => true,
);

add_action(
	'init',
	function () {
		if ( ! get_role( REJOINDER_ROLE ) ) {
			add_role( REJOINDER_ROLE, 'Rejoinder publisher', REJOINDER_CAPABILITIES );
		}
	}
);

/** Where the form posts to; empty for users who are logged in: WordPress knows them, and its form asks them no name. */
function rejoinder_form_action() {
	return defined( 'REJOINDER_FORM_ACTION' ) && ! is_user_logged_in() ? REJOINDER_FORM_ACTION : '';
}

add_filter(
	'comment_form_defaults',
	function ( $defaults ) {
		if ( rejoinder_form_action() ) {
			$defaults['action'] = esc_url( rejoinder_form_action() );
			unset( $defaults['fields']['cookies'] );
		}
		return $defaults;
	}
);

/* A browser tells another site only the origin of the page it comes from, so the form carries the page's address. */
add_filter(
	'comment_id_fields',
	function ( $html, $post_id ) {
		if ( ! rejoinder_form_action() ) {
			return $html;
		}
		$page = get_permalink( $post_id );
		$back = add_query_arg( 'rejoinder', 'received', $page ) . '#respond';
		return $html . sprintf(
			'<input type="hidden" name="page" value="%s"><input type="hidden" name="return_url" value="%s">',
			esc_url( $page ),
			esc_url( $back )
		);
	},
	10,
	2
);

add_action(
	'comment_form_top',
	function () {
		// phpcs:ignore WordPress.Security.NonceVerification -- only tells which sentence to show.
		if ( rejoinder_form_action() && isset( $_GET['rejoinder'] ) ) {
			echo '<p role="status">Thank you. Your comment will appear here once it has been checked.</p>';
		}
	}
);

/* Shuts the way past the checks. Closing comments instead would shut REST too, and with it the publishing. */
add_action(
	'pre_comment_on_post',
	function () {
		if ( rejoinder_form_action() ) {
			wp_die( 'Comments are taken by the form under the article.', 'Comments', array( 'response' => 403, 'back_link' => true ) );
		}
	}
);

/* Akismet would judge each comment again by our server's address, and send our password along with its request. */
add_filter(
	'rest_pre_dispatch', // The first moment at which WordPress has looked at the application password.
	function ( $answer ) {
		if ( in_array( REJOINDER_ROLE, wp_get_current_user()->roles, true ) ) {
			remove_filter( 'rest_pre_insert_comment', array( 'Akismet', 'rest_auto_check_comment' ), 1 );
			remove_action( 'transition_comment_status', array( 'Akismet', 'transition_comment_status' ), 10 );
		}
		return $answer;
	}
);
