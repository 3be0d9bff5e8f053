<?php
/* Installs the site with so many posts; prints their numbers as JSON. */
error_reporting( E_ALL & ~E_DEPRECATED & ~E_NOTICE & ~E_WARNING );
list( , $site, $host, $number ) = $argv;
$_SERVER += array( 'HTTP_HOST' => $host, 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1' );
define( 'WP_INSTALLING', true );
require "$site/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';

ob_start();
wp_install( 'The Harbour Courier', 'admin', 'admin@courier.test', false, '', wp_generate_password( 24 ) );
ob_end_clean();
switch_theme( 'twentytwentyone' );
$posts = array();
foreach ( range( 1, (int) $number ) as $one ) {
	$posts[] = wp_insert_post(
		array(
			'post_title'     => "Winter timetable $one",
			'post_content'   => '<p>The ferry company keeps the winter timetable until the end of May.</p>',
			'post_status'    => 'publish',
			'post_author'    => 1,
			'comment_status' => 'open',
		)
	);
}
echo wp_json_encode( $posts );
