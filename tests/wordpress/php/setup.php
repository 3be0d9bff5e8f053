<?php
/* Installs the site and makes users and posts; prints what tests need to know as JSON. Runs once in a new scratch folder. */
error_reporting( E_ALL & ~E_DEPRECATED & ~E_NOTICE & ~E_WARNING );
list( , $site, $host ) = $argv;
$_SERVER += array( 'HTTP_HOST' => $host, 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1' );
define( 'WP_INSTALLING', true );
require "$site/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';

ob_start();
wp_install( 'The Harbour Courier', 'admin', 'admin@courier.test', false, '', wp_generate_password( 24 ) );
ob_end_clean();
foreach ( get_posts( array( 'numberposts' => -1, 'post_type' => array( 'post', 'page' ), 'post_status' => 'any' ) ) as $example ) {
	wp_delete_post( $example->ID, true );
}
switch_theme( 'twentytwentyone' );
$GLOBALS['wp_rewrite']->init();
$GLOBALS['wp_rewrite']->set_permalink_structure( '/%year%/%monthnum%/%postname%/' );
$GLOBALS['wp_rewrite']->flush_rules( false );

add_role( 'minimal', 'Minimal', array( 'read' => true, 'moderate_comments' => true ) );
$passwords = array();
foreach ( array( 'publisher' => 'rejoinder_publisher', 'minimal' => 'minimal', 'editor' => 'editor' ) as $login => $role ) {
	$id = wp_insert_user( array( 'user_login' => $login, 'user_pass' => wp_generate_password( 24 ), 'user_email' => "$login@courier.test", 'role' => $role ) );
	list( $password )    = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'Rejoinder' ) );
	$passwords[ $login ] = WP_Application_Passwords::chunk_password( $password );
}

$make = function ( $title, $fields = array() ) {
	$id = wp_insert_post(
		$fields + array(
			'post_title'     => $title,
			'post_content'   => '<p>The ferry company keeps the winter timetable until the end of May.</p>',
			'post_status'    => 'publish',
			'post_author'    => 1,
			'comment_status' => 'open',
			'post_date'      => '2026-04-02 08:30:00',
		)
	);
	return array( 'id' => $id, 'page' => get_permalink( $id ) );
};
echo wp_json_encode(
	array(
		'passwords' => $passwords,
		'posts'     => array(
			'open'   => $make( 'Winter timetable stays' ),
			'second' => $make( '港の桟橋' ),
			'page'   => $make( 'About us', array( 'post_type' => 'page' ) ),
			'closed' => $make( 'Harbour dues unchanged', array( 'comment_status' => 'closed' ) ),
		),
	)
);
